// The map as a person uses it.

import { expect, test } from "./fixtures.js";
import { open, panel, paste } from "./hand.js";

const chain = `apiVersion: v1
kind: Service
metadata: {name: shop}
spec: {type: LoadBalancer, selector: {app: shop}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec: {containers: [{name: shop, image: shop, ports: [{containerPort: 80}]}]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: all}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: default, namespace: default}]
`;

test("the chain to the control plane is drawn, explained and lit from the Internet to etcd", async ({ page }) => {
  await open(page);
  await expect(page.locator(".vertex.control")).toHaveCount(0);
  await paste(page, chain);
  await page.locator(".vertex.control", { hasText: "API server" }).click();
  await expect(panel(page)).toContainText("takes every request to the cluster");
  await panel(page).getByRole("button", { name: /may perhaps do everything/ }).click();
  await expect(panel(page).getByRole("heading", { level: 2 })).toHaveText("From shop to the API server");
  await expect(page.getByRole("button", { name: "shop may perhaps do everything in every namespace on the API server" })).toHaveClass(/chosen/);
  for (const name of ["Internet", "load balancer", "LoadBalancer", "Pod", "API server", "etcd"]) {
    await expect(page.locator(".vertex.lit", { hasText: name }).first()).toBeVisible();
  }
});

/** Namespaces with this many Services and their pods each; the first one's are public. */
function namespaces(number, each) {
  const documents = [];
  for (let n = 0; n < number; n += 1) {
    for (let s = 0; s < each; s += 1) {
      const type = n === 0 ? "LoadBalancer" : "ClusterIP";
      documents.push(`apiVersion: v1
kind: Service
metadata: {name: s${s}, namespace: n${n}}
spec: {type: ${type}, selector: {app: s${s}}, ports: [{port: 80}]}
`, `apiVersion: v1
kind: Pod
metadata: {name: p${s}, namespace: n${n}, labels: {app: s${s}}}
spec: {containers: [{name: a, image: a, ports: [{containerPort: 80}]}]}
`);
    }
  }
  return documents.join("---\n");
}

test("namespaces fold to a card each, unfold, and one thing is shown alone, by keyboard", async ({ page }) => {
  await open(page);
  await paste(page, namespaces(5, 20));
  const shows = page.getByRole("group", { name: "What the map shows" });
  await expect(shows).toContainText("4 of 5 namespaces are folded to one card each.");
  await expect(page.locator(".vertex.folded")).toHaveCount(4);
  await page.locator(".vertex.folded", { hasText: "n3" }).focus();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { level: 2 })).toHaveText("Namespace n3");
  await shows.getByRole("button", { name: "Unfold n3" }).focus();
  await page.keyboard.press("Enter");
  await expect(shows).toContainText("3 of 5 namespaces are folded");
  // A new analysis leaves it as it is.
  await page.locator("#editor-host .cm-content").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("# more");
  await expect(page.locator(".vertex.folded")).toHaveCount(3);
  await page.locator(".vertex.workload", { hasText: "p7" }).last().focus();
  await page.keyboard.press("Enter");
  await shows.getByRole("button", { name: "Show only this and its neighbours" }).press("Enter");
  await expect(shows).toContainText("Only this and its neighbours: Pod p7 (2 of 200 Services and workloads).");
  await expect(page.locator(".vertex:not(.outside)")).toHaveCount(2);
  await shows.getByRole("button", { name: "Show everything" }).press("Enter");
  await expect(page.locator(".vertex.folded")).toHaveCount(3);
});

test("a drag ends where the button was let go, wherever that was", async ({ page }) => {
  await open(page);
  const box = page.locator("zoom-box");
  for (let step = 0; step < 6; step += 1) await page.locator('[data-zoom="in"]').click();
  const at = () => box.evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop]);
  const { x, y, width, height } = await box.boundingBox();
  const [across, down] = [x + width / 2, y + height / 2];
  await page.mouse.move(across, down);
  await page.mouse.down();
  await page.mouse.move(across - 60, down);
  const dragged = await at();
  // It was let go where no one told the page, over a menu of the browser's, say.
  const moved = { pointerId: 1, pointerType: "mouse", buttons: 0, clientX: across - 90, clientY: down, bubbles: true };
  await box.dispatchEvent("pointermove", moved);
  await box.dispatchEvent("pointermove", { ...moved, buttons: 1, clientX: across - 120 });
  expect(await at()).toEqual(dragged);
  await page.mouse.up();
});

test("a namespace folds and unfolds at its own frame", async ({ page }) => {
  await open(page);
  await paste(page, namespaces(3, 4));
  await expect(page.locator(".band")).toHaveCount(3);
  await page.getByRole("button", { name: "Fold namespace n1", exact: true }).click();
  await expect(page.locator(".vertex.folded")).toHaveCount(1);
  await expect(page.locator(".band")).toHaveCount(2);
  await page.getByRole("button", { name: "Unfold namespace n1", exact: true }).click();
  await expect(page.locator(".band")).toHaveCount(3);
});
