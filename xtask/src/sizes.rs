//! What a visitor downloads and what Cloudflare stores: the size of every shipped file.
//!
//! The compressed columns are the best each format can do (gzip 9, brotli 11). The edge compresses on the
//! fly at lower levels, so a visitor receives a little more.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::stamp::files_below;
use crate::workspace::Workspace;

/// The sizes of one file, in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Sizes {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Measures the built site and Worker.
pub(crate) fn measure(workspace: &Workspace) -> Result<Vec<Sizes>> {
    let root = &workspace.root;
    // `_headers` and `_redirects` configure the asset server and are not served.
    let mut files = files_below(&root.join("site/dist"), &["_headers", "_redirects"])?;
    files.push(root.join("worker/build/index.js"));
    files.push(root.join("worker/build/index_bg.wasm"));
    files.iter().map(|file| measure_file(root, file)).collect()
}

fn measure_file(root: &Path, file: &Path) -> Result<Sizes> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    brotli.write_all(&bytes)?;
    Ok(Sizes {
        name: file
            .strip_prefix(root)
            .unwrap_or(file)
            .display()
            .to_string(),
        raw: bytes.len(),
        gzip: gzip.finish()?.len(),
        brotli: brotli.into_inner().len(),
    })
}

/// Lays the sizes out in kB, one line a file and a sum for each part.
pub(crate) fn table(files: &[Sizes]) -> String {
    let (site, worker): (Vec<_>, Vec<_>) = files
        .iter()
        .cloned()
        .partition(|file| file.name.starts_with("site"));
    let sums = [sum("the site", &site), sum("the Worker", &worker)];
    let rows: Vec<_> = [&site[..], &worker, &sums].concat();
    let width = rows
        .iter()
        .map(|row| row.name.len())
        .max()
        .unwrap_or_default();

    let mut table = format!(
        "{:width$}  {:>9}  {:>9}  {:>9}\n",
        "kB", "raw", "gzip", "brotli"
    );
    for row in rows {
        let [raw, gzip, brotli] = [row.raw, row.gzip, row.brotli].map(kilobytes);
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "{:width$}  {raw:>9}  {gzip:>9}  {brotli:>9}",
            row.name
        );
    }
    table
}

fn sum(name: &str, files: &[Sizes]) -> Sizes {
    let of = |column: fn(&Sizes) -> usize| files.iter().map(column).sum();
    Sizes {
        name: name.to_owned(),
        raw: of(|file| file.raw),
        gzip: of(|file| file.gzip),
        brotli: of(|file| file.brotli),
    }
}

/// `1234` bytes as `1.2`.
fn kilobytes(bytes: usize) -> String {
    format!("{}.{}", (bytes + 50) / 1000, (bytes + 50) % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilobytes_are_rounded_to_a_tenth() {
        assert_eq!(kilobytes(0), "0.0");
        assert_eq!(kilobytes(49), "0.0");
        assert_eq!(kilobytes(1_250), "1.3");
        assert_eq!(kilobytes(99_960), "100.0");
    }

    #[test]
    fn the_table_lists_each_file_and_a_sum_for_each_part() {
        let file = |name: &str, raw| Sizes {
            name: name.to_owned(),
            raw,
            gzip: raw / 2,
            brotli: raw / 4,
        };
        let files = [
            file("site/dist/index.html", 2_000),
            file("site/dist/app.wasm", 80_000),
            file("worker/build/index.js", 12_000),
        ];
        assert_eq!(
            table(&files),
            "\
kB                           raw       gzip     brotli
site/dist/index.html         2.0        1.0        0.5
site/dist/app.wasm          80.0       40.0       20.0
worker/build/index.js       12.0        6.0        3.0
the site                    82.0       41.0       20.5
the Worker                  12.0        6.0        3.0
"
        );
    }
}
