# What every command starts with: the checkout as working folder, and the steps to choose from.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/common.sh
. scripts/rust.sh
. scripts/tools.sh
. scripts/page.sh

readonly page_tools='rust node packages crates trunk bindgen'
