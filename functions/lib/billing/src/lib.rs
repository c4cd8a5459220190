//! The pure domain of Malipo: money, people's numbers, obligations, allocation, the journal and matching.
