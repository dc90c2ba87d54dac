//! Documents for the demo company's evidence: one page of PDF that says what it is.

use std::fmt::Write as _;

/// A page that says in Latin letters what it stands for.
pub fn paper(says: &str) -> Vec<u8> {
    // PDF text strings need no escaping but for these three, and standard fonts know Latin letters only.
    let says: String = says.chars().filter(|c| c.is_ascii() && !"()\\".contains(*c)).collect();
    let text = format!("BT /F1 20 Tf 72 760 Td (Rungs demo document) Tj 0 -32 Td /F1 12 Tf ({says}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", pdf.len());
        let _ = write!(pdf, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = pdf.len();
    let size = objects.len() + 1;
    let _ = write!(pdf, "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    pdf.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::services::people::upload::Upload;

    #[test]
    fn the_paper_is_a_pdf_whose_table_points_at_its_objects() {
        let bytes = paper("college (2020)\\");
        let text = String::from_utf8(bytes.clone()).expect("ASCII");
        assert!(text.contains("(college 2020)"));
        for (index, line) in text.lines().filter(|line| line.ends_with(" 00000 n ")).enumerate() {
            let at: usize = line[..10].parse().expect("an offset");
            assert!(text[at..].starts_with(&format!("{} 0 obj", index + 1)));
        }
        let accepted = Upload { file_name: "x".to_owned(), bytes }.accept().expect("a document");
        assert_eq!(accepted.media_type, "application/pdf");
    }
}
