//! What leaves the service for other people's programs: documents and signed credentials. Knows the domain and nothing of
//! HTTP, SQL or sessions.

pub mod certificate_pdf;
pub mod jws;
pub mod open_badge;
pub mod status_list;
