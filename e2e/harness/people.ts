export type Role = "admin" | "manager" | "rep" | "viewer";

/** One person of each role in the sample workspace, by mail address. */
export const people: Record<Role, string> = {
  admin: "admin@example.jp",
  manager: "manager@example.jp",
  rep: "rep@example.jp",
  viewer: "viewer@example.jp",
};
