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
