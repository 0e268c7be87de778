//! The side that answers: it keeps the latest analysis and explains what is asked of it.

use super::protocol::{Request, Response};

/// Answers [`Request`]s, in a Worker or on the page's own thread.
#[derive(Debug, Default)]
pub struct Desk {}

impl Desk {
    /// The answer to one request.
    pub fn answer(&mut self, request: Request) -> Response {
        match request {
            Request::Analyze { .. } | Request::Explain { .. } => Response::Panel { version: 0, panel: None },
        }
    }
}
