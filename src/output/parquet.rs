//! Parquet: columns with types, compressed, for DuckDB, pandas and the like. For whole tables, whose columns have one type
//! each; the answer of a statement has none before its first row.
//!
//! <https://parquet.apache.org/docs/file-format/>

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use crate::query::{Cell, Column, Sink};

/// How many bytes of rows make a row group: what is held in memory at once.
const GROUP: usize = 16 << 20;
/// How many rows do at most.
const ROWS: usize = 1 << 17;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 64-bit whole numbers.
    Integer,
    /// 64-bit floating-point numbers.
    Real,
    /// UTF-8.
    Text,
    /// Bytes.
    Blob,
}

impl Kind {
    /// Of a column that SQLite declares as `declared`; what is none of its four types is text.
    pub fn of(declared: &str) -> Self {
        match declared.to_ascii_uppercase().as_str() {
            "INTEGER" | "INT" => Self::Integer,
            "REAL" => Self::Real,
            "BLOB" => Self::Blob,
            _ => Self::Text,
        }
    }
}

/// The values of one column that are not null, and which rows have one.
enum Values {
    Integer(Vec<i64>),
    Real(Vec<f64>),
    Bytes(Vec<ByteArray>),
}

/// Writes one table.
pub struct ParquetSink<W: Write + Send> {
    /// Until the columns are known.
    out: Option<W>,
    kinds: Vec<Kind>,
    writer: Option<SerializedFileWriter<W>>,
    columns: Vec<(Values, Vec<i16>)>,
    bytes: usize,
    rows: usize,
}

impl<W: Write + Send> ParquetSink<W> {
    /// For columns of these `kinds`.
    pub fn new(out: W, kinds: Vec<Kind>) -> Self {
        Self { out: Some(out), kinds, writer: None, columns: Vec::new(), bytes: 0, rows: 0 }
    }

    fn clear(&mut self) {
        let empty = |kind: &Kind| match kind {
            Kind::Integer => Values::Integer(Vec::new()),
            Kind::Real => Values::Real(Vec::new()),
            Kind::Text | Kind::Blob => Values::Bytes(Vec::new()),
        };
        self.columns = self.kinds.iter().map(|kind| (empty(kind), Vec::new())).collect();
        (self.bytes, self.rows) = (0, 0);
    }

    fn group(&mut self) -> io::Result<()> {
        let Some(writer) = self.writer.as_mut().filter(|_| self.rows > 0) else { return Ok(()) };
        let mut group = writer.next_row_group().map_err(to_io)?;
        let mut columns = self.columns.iter();
        while let (Some(mut column), Some((values, levels))) = (group.next_column().map_err(to_io)?, columns.next()) {
            let levels = Some(levels.as_slice());
            match values {
                Values::Integer(values) => column.typed::<Int64Type>().write_batch(values, levels, None),
                Values::Real(values) => column.typed::<DoubleType>().write_batch(values, levels, None),
                Values::Bytes(values) => column.typed::<ByteArrayType>().write_batch(values, levels, None),
            }
            .map_err(to_io)?;
            column.close().map_err(to_io)?;
        }
        group.close().map_err(to_io)?;
        self.clear();
        Ok(())
    }
}

impl<W: Write + Send> Sink for ParquetSink<W> {
    fn columns(&mut self, columns: &[Column]) -> io::Result<()> {
        let field = |(column, kind): (&Column, &Kind)| {
            let (physical, converted) = match kind {
                Kind::Integer => (Physical::INT64, ConvertedType::NONE),
                Kind::Real => (Physical::DOUBLE, ConvertedType::NONE),
                Kind::Text => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
                Kind::Blob => (Physical::BYTE_ARRAY, ConvertedType::NONE),
            };
            Type::primitive_type_builder(&column.name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_converted_type(converted)
                .build()
                .map(Arc::new)
        };
        let fields = columns.iter().zip(&self.kinds).map(field).collect::<Result<Vec<_>, _>>().map_err(to_io)?;
        let schema = Type::group_type_builder("sayso").with_fields(fields).build().map_err(to_io)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("sayso version ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let Some(out) = self.out.take() else { return Ok(()) };
        self.writer = Some(SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(to_io)?);
        self.clear();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for ((values, levels), cell) in self.columns.iter_mut().zip(cells) {
            let held = match (values, cell) {
                (_, Cell::Null) => {
                    levels.push(0);
                    continue;
                }
                (Values::Integer(values), Cell::Integer(number)) => {
                    values.push(*number);
                    8
                }
                (Values::Real(values), Cell::Real(number)) => {
                    values.push(*number);
                    8
                }
                // Whole numbers in a column of reals come as such.
                #[allow(clippy::cast_precision_loss)]
                (Values::Real(values), Cell::Integer(number)) => {
                    values.push(*number as f64);
                    8
                }
                (Values::Bytes(values), Cell::Text(text)) => {
                    values.push(text.as_bytes().to_vec().into());
                    text.len()
                }
                (Values::Bytes(values), Cell::Blob(bytes)) => {
                    values.push(bytes.to_vec().into());
                    bytes.len()
                }
                (_, cell) => {
                    return Err(io::Error::other(format!("a column holds {cell:?}, which is not of its type")));
                }
            };
            levels.push(1);
            self.bytes += held + 2;
        }
        self.rows += 1;
        if self.bytes >= GROUP || self.rows >= ROWS { self.group() } else { Ok(()) }
    }

    fn end(&mut self) -> io::Result<()> {
        self.group()?;
        self.writer.take().map_or(Ok(()), |writer| writer.close().map(drop).map_err(to_io))
    }
}

fn to_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Table, Value};
    use parquet::file::reader::{FileReader as _, SerializedFileReader};
    use parquet::record::RowAccessor as _;

    #[test]
    fn what_is_written_is_read_again() {
        let columns = ["id", "share", "name", "raw"].map(|name| Column { name: name.to_owned() }).to_vec();
        let row = |id: i64, share: Value, name: Value, raw: Value| vec![Value::Integer(id), share, name, raw];
        let rows = vec![
            row(1, Value::Real(0.5), Value::Text("Zoë\n“x”".into()), Value::Blob(vec![0, 255])),
            row(2, Value::Null, Value::Null, Value::Null),
            row(i64::MAX, Value::Integer(3), Value::Text(String::new()), Value::Blob(Vec::new())),
        ];
        let mut bytes = Vec::new();
        let kinds = ["INTEGER", "REAL", "TEXT", "BLOB"].map(Kind::of).to_vec();
        Table { columns, rows }.send(&mut ParquetSink::new(&mut bytes, kinds)).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 3);
        assert_eq!((rows[0].get_long(0).unwrap(), rows[0].get_double(1).unwrap()), (1, 0.5));
        assert_eq!(rows[0].get_string(2).unwrap(), "Zoë\n“x”");
        assert_eq!(rows[0].get_bytes(3).unwrap().data(), [0, 255]);
        assert!(rows[1].get_double(1).is_err() && rows[1].get_string(2).is_err());
        assert_eq!((rows[2].get_long(0).unwrap(), rows[2].get_double(1).unwrap()), (i64::MAX, 3.0));
        assert_eq!(rows[2].get_string(2).unwrap(), "");
    }

    #[test]
    fn a_table_without_rows_is_a_file_with_columns() {
        let mut bytes = Vec::new();
        let columns = vec![Column { name: "id".to_owned() }];
        Table { columns, rows: Vec::new() }.send(&mut ParquetSink::new(&mut bytes, vec![Kind::Integer])).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
        assert_eq!(reader.metadata().file_metadata().schema_descr().num_columns(), 1);
    }
}
