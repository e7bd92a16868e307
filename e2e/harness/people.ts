export type Role = "admin" | "manager" | "rep" | "viewer";

/** One person of each role in the sample workspace, by mail address. */
export const people: Record<Role, string> = {
  admin: "hasegawa@minato.example",
  manager: "kimura@minato.example",
  rep: "sato@minato.example",
  viewer: "mori@minato.example",
};
