//! A small HTTP/1.1 client over one kept-alive connection: the load must cost less than what it measures.

use std::fmt::Write as _;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Client {
    stream: TcpStream,
    address: SocketAddr,
    buffer: Vec<u8>,
}

pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Bytes on the wire, headers included.
    pub size: usize,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("the server accepts");
        stream.set_nodelay(true).expect("a TCP option");
        Self { stream, address, buffer: Vec::with_capacity(1 << 16) }
    }

    pub async fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.send("GET", path, headers, "").await
    }

    pub async fn post(&mut self, path: &str, headers: &[(&str, &str)], form: &str) -> Response {
        self.send("POST", path, headers, form).await
    }

    /// Sends a request that was written before, and reads over the answer: for load, which must cost little.
    pub async fn repeat(&mut self, request: &str) -> u16 {
        self.stream.write_all(request.as_bytes()).await.expect("a request is sent");
        self.receive().await.status
    }

    /// A request as it goes over the wire.
    pub fn request(method: &str, path: &str, address: SocketAddr, headers: &[(&str, &str)], form: &str) -> String {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\n");
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        if method == "POST" {
            let _ = write!(
                request,
                "origin: http://{address}\r\nsec-fetch-site: same-origin\r\n\
                 content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n",
                form.len()
            );
        }
        request.push_str("\r\n");
        request.push_str(form);
        request
    }

    async fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], form: &str) -> Response {
        let request = Self::request(method, path, self.address, headers, form);
        self.stream.write_all(request.as_bytes()).await.expect("a request is sent");
        self.receive().await
    }

    async fn receive(&mut self) -> Response {
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at;
            }
            self.fill().await;
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        self.buffer.drain(..head_end + 4);
        let of = |name: &str| headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let (body, wire) = if of("transfer-encoding") == Some("chunked") {
            self.chunks().await
        } else {
            let length = of("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            while self.buffer.len() < length {
                self.fill().await;
            }
            (self.buffer.drain(..length).collect(), length)
        };
        Response { status: status.expect("a status line"), headers, body, size: head_end + 4 + wire }
    }

    async fn chunks(&mut self) -> (Vec<u8>, usize) {
        let (mut body, mut wire) = (Vec::new(), 0);
        loop {
            let line_end = loop {
                if let Some(at) = find(&self.buffer, b"\r\n") {
                    break at;
                }
                self.fill().await;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&self.buffer[..line_end]).expect("hex"), 16)
                .expect("a chunk size");
            while self.buffer.len() < line_end + 2 + size + 2 {
                self.fill().await;
            }
            body.extend_from_slice(&self.buffer[line_end + 2..line_end + 2 + size]);
            self.buffer.drain(..line_end + 2 + size + 2);
            wire += line_end + 2 + size + 2;
            if size == 0 {
                return (body, wire);
            }
        }
    }

    async fn fill(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer).await.expect("an answer");
        assert!(read > 0, "the server closed the connection");
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}

/// The files of the same origin that a page makes a browser fetch.
pub fn subresources(html: &str) -> Vec<String> {
    let mut found: Vec<String> = html
        .split(['"', '\'', '`'])
        .filter(|part| part.starts_with("/pkg/") || *part == "/favicon.svg")
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}
