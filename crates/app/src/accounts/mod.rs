//! People: who they are, how they sign in, how they are invited. Teams too.

pub mod sessions;
