//! Configuration, clients, queues and HTTP edge that every function shares.
