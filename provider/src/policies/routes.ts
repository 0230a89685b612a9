import {
  createRetentionPolicy,
  deleteRetentionPolicy,
  getRetentionPolicy,
  listRetentionPolicies,
  previewRetentionPolicy,
  updateRetentionPolicy,
} from "@logdoctor/shared-policies";
import { type Mountable, mount } from "../http/mount.ts";
import { createPolicy } from "./create-policy.ts";
import { deletePolicy } from "./delete-policy.ts";
import { getPolicy } from "./get-policy.ts";
import { listPolicies } from "./list-policies.ts";
import { previewPolicy } from "./preview-policy.ts";
import { updatePolicy } from "./update-policy.ts";

export function policyRoutes(on: Mountable): void {
  mount(on, listRetentionPolicies, listPolicies);
  mount(on, previewRetentionPolicy, previewPolicy);
  mount(on, getRetentionPolicy, getPolicy);
  mount(on, createRetentionPolicy, createPolicy);
  mount(on, updateRetentionPolicy, updatePolicy);
  mount(on, deleteRetentionPolicy, deletePolicy);
}
