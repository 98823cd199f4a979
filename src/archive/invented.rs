//! Invented documents and readings for the tests.
