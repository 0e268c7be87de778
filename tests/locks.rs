//! What the project is built of is named by what it holds, and comes from the registries and nowhere else. `make audit`
//! asks what is known of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // What fails here fails the test.

use serde_json::Value;

const CRATES: &str = "registry+https://github.com/rust-lang/crates.io-index";
const NPM: &str = "https://registry.npmjs.org/";

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn every_crate_is_named_by_what_it_holds() {
    let lock = read("Cargo.lock");
    let packages: Vec<&str> = lock.split("[[package]]\n").skip(1).collect();
    assert!(packages.len() > 50);
    for package in packages {
        let field = |name: &str| package.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        if field("name") == Some("\"porthole\"") {
            continue;
        }
        assert_eq!(field("source"), Some(format!("\"{CRATES}\"").as_str()), "{package}");
        assert!(field("checksum").is_some_and(|sum| sum.len() == 66), "{package}");
    }
}

#[test]
fn every_npm_package_is_named_by_what_it_holds() {
    let lock: Value = serde_json::from_str(&read("package-lock.json")).unwrap();
    let packages = lock["packages"].as_object().unwrap();
    assert!(packages.len() > 50);
    for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        // Where it says no other, a package comes from the registry.
        assert!(package["resolved"].as_str().is_none_or(|from| from.starts_with(NPM)), "{name}");
        assert!(package["integrity"].as_str().is_some_and(|holds| holds.starts_with("sha512-")), "{name}");
    }
}

#[test]
fn every_tool_has_one_version() {
    let package: Value = serde_json::from_str(&read("package.json")).unwrap();
    for (name, version) in package["devDependencies"].as_object().unwrap() {
        let version = version.as_str().unwrap();
        // The types of Node follow whichever Node is at hand.
        assert!(
            name == "@types/node" || version.split('.').all(|part| part.parse::<u32>().is_ok()),
            "{name} {version}"
        );
    }
    let toolchain = read("rust-toolchain.toml");
    assert!(toolchain.contains("channel = \"1."), "{toolchain}");
    let tools = read("scripts/tools.sh");
    for tool in ["trunk", "deny"] {
        let version = tools.lines().find_map(|line| line.strip_prefix(&format!("readonly {tool}_version="))).unwrap();
        assert_eq!(version.split('.').filter(|part| part.parse::<u32>().is_ok()).count(), 3, "{tool} {version}");
    }
}
