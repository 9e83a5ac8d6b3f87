import type { PageOf } from "../../web/components/pagination.tsx";

/** The page that an address asks for of `total` things, and the addresses of its neighbours. */
export function pageOf(
  address: string,
  total: number,
  size: number,
): { readonly page: PageOf; readonly from: number; readonly to: number } {
  const url = new URL(address);
  const pages = Math.max(1, Math.ceil(total / size));
  const asked = Number(url.searchParams.get("page") ?? "1");
  const page = Number.isInteger(asked) ? Math.min(pages, Math.max(1, asked)) : 1;
  const href = (number: number): string => {
    const query = new URLSearchParams(url.searchParams);
    query.set("page", String(number));
    return `${url.pathname}?${query}`;
  };
  return {
    page: {
      page,
      pages,
      previousHref: page > 1 ? href(page - 1) : null,
      nextHref: page < pages ? href(page + 1) : null,
    },
    from: (page - 1) * size,
    to: page * size,
  };
}
