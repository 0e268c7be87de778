// What the browser tests of lessons share: where the page has what, and manifests that a lesson is made of.

export const lesson = (page) => page.getByRole("region", { name: "Lesson" });
export const goals = (page) => lesson(page).locator(".goals li");
export const menu = (page) => page.getByRole("dialog", { name: "Learn" });
export const builder = (page) => page.getByRole("dialog", { name: "Write a lesson" });

/** What an exercise starts from: a Service that is open on every node, and its pod. */
export const before = `apiVersion: v1
kind: Service
metadata: {name: till}
spec: {type: NodePort, selector: {app: till}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: till, labels: {app: till}}
spec: {containers: [{name: web, image: web, ports: [{containerPort: 8080}]}]}
`;
