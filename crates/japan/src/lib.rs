//! japan
