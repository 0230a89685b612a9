export type { Company } from "./cloud/companies.ts";
export { type Product, type ProductOptions, startProduct } from "./product.ts";
export { createProgress } from "./progress.ts";
export type { TableSummary, TenantSummary } from "./summary.ts";
