//! A small HTTP/1.1 client over one kept-alive connection: the load must cost less than what it measures.

use std::fmt::Write as _;
use std::io::{Error, ErrorKind, Result};
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
    /// For servers that must be there.
    pub async fn connect(address: SocketAddr) -> Self {
        Self::try_connect(address).await.expect("the server accepts")
    }

    /// For servers that may be gone.
    pub async fn try_connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, address, buffer: Vec::with_capacity(1 << 14) })
    }

    /// The address of this end: by it the server's end can be found in the kernel's table.
    pub fn local_address(&self) -> Result<SocketAddr> {
        self.stream.local_addr()
    }

    pub async fn get(&mut self, path: &str, headers: &[(&str, &str)]) -> Response {
        let request = Self::request("GET", path, self.address, headers, "");
        self.exchange(&request).await.expect("an answer")
    }

    pub async fn post(&mut self, path: &str, headers: &[(&str, &str)], form: &str) -> Response {
        let request = Self::request("POST", path, self.address, headers, form);
        self.exchange(&request).await.expect("an answer")
    }

    /// Sends a request that was written before, and reads over the answer: for load, which must cost little.
    pub async fn repeat(&mut self, request: &str) -> u16 {
        self.exchange(request).await.expect("an answer").status
    }

    /// Sends a request that was written before. An error says that no whole answer came: whether the server has done what
    /// was asked is unknown.
    pub async fn exchange(&mut self, request: &str) -> Result<Response> {
        self.send(request).await?;
        self.receive().await
    }

    pub async fn send(&mut self, request: &str) -> Result<()> {
        self.stream.write_all(request.as_bytes()).await
    }

    /// A call of a server function as an island makes it.
    pub fn call(path: &str, address: SocketAddr, headers: &[(&str, &str)], json: &str) -> String {
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\norigin: http://{address}\r\nsec-fetch-site: same-origin\r\n\
             accept: application/json\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
            json.len()
        );
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        request.push_str("\r\n");
        request.push_str(json);
        request
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

    pub async fn receive(&mut self) -> Result<Response> {
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at;
            }
            self.fill().await?;
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
            self.chunks().await?
        } else {
            let length = of("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
            while self.buffer.len() < length {
                self.fill().await?;
            }
            (self.buffer.drain(..length).collect(), length)
        };
        Ok(Response { status: status.expect("a status line"), headers, body, size: head_end + 4 + wire })
    }

    async fn chunks(&mut self) -> Result<(Vec<u8>, usize)> {
        let (mut body, mut wire) = (Vec::new(), 0);
        loop {
            let line_end = loop {
                if let Some(at) = find(&self.buffer, b"\r\n") {
                    break at;
                }
                self.fill().await?;
            };
            let size = usize::from_str_radix(std::str::from_utf8(&self.buffer[..line_end]).expect("hex"), 16)
                .expect("a chunk size");
            while self.buffer.len() < line_end + 2 + size + 2 {
                self.fill().await?;
            }
            body.extend_from_slice(&self.buffer[line_end + 2..line_end + 2 + size]);
            self.buffer.drain(..line_end + 2 + size + 2);
            wire += line_end + 2 + size + 2;
            if size == 0 {
                return Ok((body, wire));
            }
        }
    }

    async fn fill(&mut self) -> Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(Error::from(ErrorKind::UnexpectedEof)),
            _ => Ok(()),
        }
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
