//! Raw deflate (RFC 1951) that begins with a dictionary: both sides know its text already, and a
//! short text is made shorter by pointing into it.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress, create_comp_flags_from_zip_params};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

use super::Refusal;

/// The slowest level, which makes the shortest links; it takes a millisecond for some ten thousand characters.
const LEVEL: i32 = 10;
/// Deflate without a header of its own.
const RAW: i32 = 0;

/// What the compressor makes of `bytes` behind a dictionary.
pub(super) fn deflate(dictionary: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, RAW, 0));
    // What it says of the dictionary ends at a whole byte, and is thrown away.
    run(&mut compressor, dictionary, TDEFLFlush::Sync);
    run(&mut compressor, bytes, TDEFLFlush::Finish)
}

fn run(compressor: &mut CompressorOxide, mut bytes: &[u8], flush: TDEFLFlush) -> Vec<u8> {
    let mut out = Vec::new();
    let mut room = [0; 4096];
    loop {
        let (_, read, written) = compress(compressor, bytes, &mut room, flush);
        out.extend(room.iter().take(written));
        bytes = bytes.get(read..).unwrap_or_default();
        if written < room.len() && bytes.is_empty() {
            return out;
        }
    }
}

/// What was deflated behind a dictionary, if it is at most `most` bytes and nothing follows it.
pub(super) fn inflate(dictionary: &[u8], bytes: &[u8], most: usize) -> Result<Vec<u8>, Refusal> {
    let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let mut decompressor = DecompressorOxide::new();
    let most = dictionary.len().saturating_add(most);
    let mut out = dictionary.to_vec();
    let (mut read, mut end) = (0_usize, out.len());
    loop {
        // The room grows with what was truly unpacked, so that no link can ask for all of it at once.
        out.resize(most.min(end.saturating_add(bytes.len()).saturating_mul(2)), 0);
        let rest = bytes.get(read..).unwrap_or_default();
        let (status, took, made) = decompress(&mut decompressor, rest, &mut out, end, flags);
        (read, end) = (read.saturating_add(took), end.saturating_add(made));
        match status {
            TINFLStatus::Done if read == bytes.len() => break,
            TINFLStatus::HasMoreOutput if end < most => {}
            TINFLStatus::HasMoreOutput => return Err(Refusal::TooLarge),
            TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => return Err(Refusal::Cut),
            _ => return Err(Refusal::Damaged),
        }
    }
    out.truncate(end);
    out.drain(..dictionary.len());
    Ok(out)
}
