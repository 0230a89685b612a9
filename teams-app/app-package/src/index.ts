export { buildManifest, type Manifest, ManifestInput } from "./build-manifest.ts";
export { buildPackage } from "./build-package.ts";
