namespace Fw24.Local.Tests.Shop;

/// <summary>The changes that the handler saw, and its instructions.</summary>
internal sealed class Seen
{
    public List<OrderChange> Changes { get; } = [];

    public Func<OrderChange, ChangeContext, TimeProvider, CancellationToken, Task> Do { get; set; } = static (_, _, _, _)
        => Task.CompletedTask;

    /// <summary>The statuses that the changes of an order led to, in order.</summary>
    public IReadOnlyList<string> StatusesOf(string orderId) => [.. Changes.Where(change => Key(change) == orderId).Select(Status)];

    public static string Key(OrderChange change) => change switch
    {
        OrderChange.Inserted inserted => inserted.New.OrderId,
        OrderChange.Modified modified => modified.New.OrderId,
        OrderChange.Removed removed => removed.Old.OrderId,
        _ => throw new NotSupportedException(),
    };

    private static string Status(OrderChange change) => change switch
    {
        OrderChange.Inserted inserted => inserted.New.Status,
        OrderChange.Modified modified => modified.New.Status,
        _ => "removed",
    };
}
