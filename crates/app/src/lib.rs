//! Kizashi
