export type Role = "admin" | "manager" | "rep" | "viewer";

/** One person of each role in the sample workspace, by mail address. */
export const people: Record<Role, string> = {
  admin: "admin@example.com",
  manager: "manager@example.com",
  rep: "rep@example.com",
  viewer: "viewer@example.com",
};
