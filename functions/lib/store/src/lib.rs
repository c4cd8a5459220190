//! The DynamoDB table: one struct whose methods are the access patterns.
