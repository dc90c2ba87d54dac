//! Packs the browser's part: runs wasm-bindgen over the islands and the exam's player, joins the styles, names every file by its hash,
//! compresses it, and writes `manifest.txt`, from which the server learns the names.
//!
//! `rungs-bundle ISLANDS.wasm SITTING.wasm STYLE_FOLDER SITE_FOLDER`

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [islands, sitting, style, site] = arguments.as_slice() else {
        bail!("usage: rungs-bundle ISLANDS.wasm SITTING.wasm STYLE_FOLDER SITE_FOLDER");
    };
    let fresh = site.with_extension("fresh");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    let package = fresh.join("pkg");
    fs::create_dir_all(&package)?;
    let islands = pack_program(islands, "rungs", &package)?;
    let sitting = pack_program(sitting, "sitting", &package)?;
    let style = pack_style(style, &package)?;
    fs::write(fresh.join("manifest.txt"), format!("islands {islands}\nsitting {sitting}\nstyle {style}\n"))?;
    // The new folder takes the old one's place at once: a running server never sees half of it.
    if site.exists() {
        fs::remove_dir_all(site)?;
    }
    fs::rename(&fresh, site)?;
    Ok(())
}

/// Writes `<title>-<hash>.js` and `<title>-<hash>_bg.wasm`; returns `<title>-<hash>`.
fn pack_program(wasm: &Path, title: &str, package: &Path) -> Result<String> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name(title)
        .generate_output()
        .with_context(|| format!("wasm-bindgen over {}", wasm.display()))?;
    let code = output.wasm_mut().emit_wasm();
    let glue = output.js().to_owned();
    if !output.snippets().is_empty() || !output.local_modules().is_empty() {
        output.emit(package)?;
        for leftover in [".js", "_bg.wasm"] {
            fs::remove_file(package.join(format!("{title}{leftover}")))?;
        }
    }
    let name = format!("{title}-{}", hash(&[&code, glue.as_bytes()]));
    write_with_compressed(&package.join(format!("{name}_bg.wasm")), &code)?;
    write_with_compressed(&package.join(format!("{name}.js")), glue.as_bytes())?;
    Ok(name)
}

/// Joins the files that `order.txt` lists, a path a line, into one; returns its name.
fn pack_style(folder: &Path, package: &Path) -> Result<String> {
    let order =
        fs::read_to_string(folder.join("order.txt")).context("style/order.txt lists the style files in their order")?;
    let mut joined = String::new();
    for file in order.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let text =
            fs::read_to_string(folder.join(file)).with_context(|| format!("style/{file}, listed in order.txt"))?;
        joined.push_str(&without_comments(&text));
    }
    let name = format!("rungs-{}.css", hash(&[joined.as_bytes()]));
    write_with_compressed(&package.join(&name), joined.as_bytes())?;
    Ok(name)
}

/// The same rules without comments and indentation. Styles hold no `/*` inside strings.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |mut text, line| {
        text.push_str(line);
        text.push('\n');
        text
    })
}

fn write_with_compressed(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes)?;
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    let mut compressor = brotli::CompressorWriter::new(fs::File::create(name)?, 1 << 16, 11, 22);
    compressor.write_all(bytes)?;
    compressor.flush()?;
    Ok(())
}

/// The first eight bytes of the SHA-256, in hex.
fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
