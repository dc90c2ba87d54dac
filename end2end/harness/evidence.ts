/** The smallest file that is a PDF by its content. */
const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

/** A document to put behind an entry of a staff file. */
export function scan(name: string) {
  return { name, mimeType: "application/pdf", buffer: pdf };
}
