//! x
use super::FormatError;
use crate::model::Document;
pub(super) fn read(_: &[u8]) -> Result<Document, FormatError> { Err(FormatError::Empty) }
