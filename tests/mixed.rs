//! A folder of files of all formats in one ingest: the summary is held to what is in it. `SAYSO_MIXED=5000 cargo test --release
//! --test mixed` makes it a large one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use std::io::Write as _;

use support::Desk;

/// What lies in the folder.
#[derive(Default)]
struct Expected {
    added: usize,
    failed: usize,
    left_out: usize,
    skipped: usize,
}

/// A text like no other, of the article numbered `n`.
fn text(n: usize) -> String {
    let place = ["harbor", "mill", "square", "station", "bridge", "market"][n % 6];
    format!(
        "The council of town {n} met at the {place} on Monday and counted {} chairs, the mayor of town {n} said afterwards. \
         Of those chairs number {} was broken, and the carpenter of street {} was asked to mend it before day {}.",
        n + 2,
        n % 97,
        n * 7 + 1,
        n * 3 + 5,
    )
}

fn warc(page: &str, n: usize) -> Vec<u8> {
    let record = |kind: &str, body: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{n}\r\nWARC-Date: 2024-11-03T10:00:00Z\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    (record("image/png", "x") + &record("text/html", page)).into_bytes()
}

fn zip(name: &str, text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

/// Writes file `n` and says what is to come of it.
fn write(desk: &Desk, n: usize, expected: &mut Expected) {
    // Files that hold several articles have numbers of their own for them.
    let (one, two) = (text(2 * n), text(2 * n + 1));
    let html = |text: &str| {
        format!(
            "<html><head><title>Town {n}</title></head><body><article><h1>Town {n}</h1><p>{text}</p></article></body></html>"
        )
    };
    let mail = |text: &str| {
        format!(
            "From: Desk <desk@example.org>\nSubject: Town {n}\nDate: Sun, 3 Nov 2024 09:15:00 +0000\nMessage-ID: <{n}@example.org>\n\n{text}\n"
        )
    };
    let item = |text: &str, at: usize| {
        format!(
            "<item><title>Town {n}.{at}</title><link>https://example.org/{n}/{at}</link><description>{text}</description></item>"
        )
    };
    let json = |text: &str| {
        serde_json::json!({"title": format!("Town {n}"), "text": text, "published_at": "2024-11-03"}).to_string()
    };
    let (name, bytes, articles): (String, Vec<u8>, usize) = match n % 16 {
        0 => (format!("{n}.txt"), format!("Town {n}\n\n{one}\n").into(), 1),
        1 => (format!("{n}.md"), format!("---\ntitle: Town {n}\n---\n\n{one}\n").into(), 1),
        2 => (format!("{n}.html"), html(&one).into(), 1),
        3 => (format!("{n}.json"), json(&one).into(), 1),
        4 => (format!("{n}.jsonl"), format!("{}\n{}\n", json(&one), json(&two)).into(), 2),
        5 => (format!("{n}.csv"), format!("title,text\nTown,\"{one}\"\nTown,\"{two}\"\n").into(), 2),
        6 => {
            let items = item(&one, 1) + &item(&two, 2);
            let feed = format!(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Towns</title>{items}</channel></rss>"
            );
            (format!("{n}.xml"), feed.into(), 2)
        }
        7 => (format!("{n}.eml"), mail(&one).into(), 1),
        8 => {
            let each = |text: &str| format!("From desk@example.org Sun Nov  3 09:15:00 2024\n{}\n", mail(text));
            (format!("{n}.mbox"), (each(&one) + &each(&two)).into(), 2)
        }
        9 => {
            expected.skipped += 1;
            (format!("{n}.warc"), warc(&html(&one), n), 1)
        }
        10 => (format!("{n}.zip"), zip("a.txt", &format!("Town {n}\n\n{one}\n")), 1),
        11 => (format!("{n}.txt.gz"), gzip(&format!("Town {n}\n\n{one}\n")), 1),
        12 => {
            expected.left_out += 1;
            (format!("{n}.css"), "p { color: red }".into(), 0)
        }
        13 => {
            // A saved page with its parts.
            expected.left_out += 2;
            desk.write(&format!("in/{n}_files/a.js"), "x");
            desk.write(&format!("in/{n}_files/ad.html"), html(&two));
            (format!("{n}.htm"), html(&one).into(), 1)
        }
        14 => {
            expected.failed += 1;
            (format!("{n}.png"), b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), 0)
        }
        _ => {
            expected.failed += 1;
            (format!("{n}.txt"), Vec::new(), 0)
        }
    };
    expected.added += articles;
    desk.write(&format!("in/{name}"), bytes);
}

#[test]
fn the_summary_says_what_is_in_the_folder() {
    let files = std::env::var("SAYSO_MIXED").ok().and_then(|files| files.parse().ok()).unwrap_or(64);
    let desk = Desk::new();
    let mut expected = Expected::default();
    (0..files).for_each(|n| write(&desk, n, &mut expected));
    // Large numbers have commas in them.
    let out = desk.out(1, &["ingest", "in"]).replace(',', "");
    let Expected { added, failed, left_out, skipped } = expected;
    let documents = added + failed;
    let line = format!("{documents} documents: {added} added 0 unchanged 0 duplicate {failed} failed");
    assert!(out.contains(&line), "{out}");
    assert!(out.contains(&format!("left out: {left_out} files that are no documents")), "{out}");
    assert!(out.contains(&format!("{skipped} image/png")), "{out}");
    // Once more changes nothing.
    let again = desk.out(1, &["ingest", "in"]).replace(',', "");
    assert!(again.contains(&format!("0 added {added} unchanged 0 duplicate {failed} failed")), "{again}");
}
