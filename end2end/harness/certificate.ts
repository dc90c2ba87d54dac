import type { Page } from "@playwright/test";
import Ajv2019 from "ajv/dist/2019";
import addFormats from "ajv-formats";
import jsQR from "jsqr";
import { createPublicKey, verify, type JsonWebKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { gunzipSync } from "node:zlib";

/** A certificate on paper, as its reader has it. */
export interface Printed {
  pages: number;
  text: string;
  /** What a phone reads from the QR code. */
  code: string | undefined;
  picture: Buffer;
}

/** Opens a PDF in the browser with pdf.js, reads its words, and scans it for a QR code. */
export async function read(page: Page, pdf: Buffer): Promise<Printed> {
  const build = path.dirname(createRequire(__filename).resolve("pdfjs-dist/build/pdf.min.mjs"));
  await page.route("http://reader.test/**", async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === "certificate.pdf") return route.fulfill({ contentType: "application/pdf", body: pdf });
    if (name.endsWith(".mjs")) return route.fulfill({ contentType: "text/javascript", path: path.join(build, name) });
    return route.fulfill({ contentType: "text/html", body: "<!doctype html><canvas></canvas>" });
  });
  await page.goto("http://reader.test/");
  const drawn = await page.evaluate(async () => {
    const address = "/pdf.min.mjs";
    const pdfjs = await import(address);
    pdfjs.GlobalWorkerOptions.workerSrc = "/pdf.worker.min.mjs";
    const document_ = await pdfjs.getDocument("/certificate.pdf").promise;
    const sheet = await document_.getPage(1);
    const viewport = sheet.getViewport({ scale: 2 });
    const canvas = document.querySelector("canvas")!;
    [canvas.width, canvas.height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
    const context = canvas.getContext("2d")!;
    await sheet.render({ canvasContext: context, viewport }).promise;
    const content = await sheet.getTextContent();
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    // As text: millions of numbers in a list take the browser's line half a minute.
    let pixels = "";
    for (let at = 0; at < data.length; at += 0x6000) pixels += btoa(String.fromCharCode(...data.subarray(at, at + 0x6000)));
    return {
      pages: document_.numPages as number,
      text: content.items.map((item: { str: string }) => item.str).join(" ") as string,
      pixels, width, height, picture: canvas.toDataURL("image/png"),
    };
  });
  const code = jsQR(new Uint8ClampedArray(Buffer.from(drawn.pixels, "base64")), drawn.width, drawn.height)?.data;
  return { pages: drawn.pages, text: drawn.text, code, picture: Buffer.from(drawn.picture.split(",")[1] ?? "", "base64") };
}

export interface Credential {
  validFrom: string;
  credentialSubject: { achievement: { humanCode: string } };
  credentialStatus: { statusListIndex: string; statusListCredential: string };
}

/** The claims of a JSON Web Token, after its signature was checked against the published keys. */
export function signed<Claims>(token: string, keys: { keys: (JsonWebKey & { kid: string })[] }): Claims {
  const [head = "", body = "", signature = ""] = token.split(".");
  const { alg, kid } = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg: string; kid: string };
  const jwk = keys.keys.find((key) => key.kid === kid);
  if (alg !== "EdDSA" || !jwk) throw new Error(`no published key for ${alg} ${kid}`);
  const key = createPublicKey({ key: jwk, format: "jwk" });
  if (!verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"))) throw new Error("the signature does not fit");
  return JSON.parse(Buffer.from(body, "base64url").toString()) as Claims;
}

const published = path.resolve(__dirname, "../published/ob_v3p0_achievementcredential_schema.json");

/** What the JSON schema that 1EdTech publishes for Open Badges 3.0 finds wrong with a credential. */
export function schemaProblems(credential: unknown): string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true });
  addFormats(ajv);
  const schema = ajv.compile(JSON.parse(readFileSync(published, "utf8")) as object);
  return schema(credential) ? [] : (schema.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Whether a status list says that its certificate number `bit` is revoked (W3C Bitstring Status List). */
export function isRevoked(list: { credentialSubject: { encodedList: string } }, bit: number): boolean {
  const bits = gunzipSync(Buffer.from(list.credentialSubject.encodedList.slice(1), "base64url"));
  return ((bits[Math.floor(bit / 8)] ?? 0) & (0x80 >> (bit % 8))) !== 0;
}
