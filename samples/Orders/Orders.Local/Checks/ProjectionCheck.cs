namespace Orders.Local.Checks;

/// <summary>Checks that the handlers' tables agree with their sources: every card of the board, every entry of the directory.</summary>
internal static class ProjectionCheck
{
    public static IEnumerable<string> Compare(IEnumerable<Order> orders, IEnumerable<BoardCard> cards)
        => Compare(
            "order board",
            orders.Select(static order => (order.OrderId, $"{order.Status} {order.Total} {order.Currency} {order.CustomerId} {order.PlacedAt:O}")),
            cards.Where(static card => card.Status is not null)
                .Select(static card => (card.OrderId, $"{card.Status} {card.Total} {card.Currency} {card.CustomerId} {card.PlacedAt:O}")));

    public static IEnumerable<string> Compare(IEnumerable<Customer> customers, IEnumerable<DirectoryEntry> entries)
        => Compare(
            "customer directory",
            customers.Select(static customer => (customer.CustomerId, $"{customer.Name} {CustomerDirectory.TierOf(customer.LoyaltyPoints)}")),
            entries.Where(static entry => entry.Name is not null).Select(static entry => (entry.CustomerId, $"{entry.Name} {entry.Tier}")));

    private static IEnumerable<string> Compare(string projection, IEnumerable<(string Key, string Text)> items, IEnumerable<(string Key, string Text)> shown)
    {
        var expected = items.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, text) in shown)
        {
            if (!expected.Remove(key, out var item))
            {
                yield return $"{projection} {key}: is shown and does not exist";
            }
            else if (item != text)
            {
                yield return $"{projection} {key}: shows \"{text}\" of \"{item}\"";
            }
        }

        foreach (var key in expected.Keys)
        {
            yield return $"{projection} {key}: exists and is not shown";
        }
    }
}
