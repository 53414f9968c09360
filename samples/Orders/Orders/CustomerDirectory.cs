using Fw24;

namespace Orders;

/// <summary>Keeps the customer directory: names, and the silver and gold tiers.</summary>
/// <remarks>
/// The customers' topic is a standard one: changes arrive in any order and sometimes twice. Each carries the whole customer,
/// so the one with the highest sequence number wins, whenever it arrives.
/// </remarks>
[OnChange(nameof(Customer.Name), nameof(Customer.LoyaltyPoints))]
[ChangeQueue(BatchSize = 25, MaxBatchingWindowSeconds = 1, MaxReceiveCount = 10)]
public sealed class CustomerDirectory(ITable<DirectoryEntry> entries) : CustomerChangeHandler
{
    protected override Task OnInsertedAsync(CustomerChange.Inserted change, ChangeContext context, CancellationToken cancellationToken)
        => ShowAsync(change, change.New.CustomerId, change.New, cancellationToken);

    protected override Task OnModifiedAsync(CustomerChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
        => ShowAsync(change, change.New.CustomerId, change.New, cancellationToken);

    protected override Task OnRemovedAsync(CustomerChange.Removed change, ChangeContext context, CancellationToken cancellationToken)
        => ShowAsync(change, change.Old.CustomerId, customer: null, cancellationToken);

    private async Task ShowAsync(CustomerChange change, string customerId, Customer? customer, CancellationToken cancellationToken)
    {
        var shown = await entries.GetAsync(customerId, cancellationToken);
        if (shown is not null && !change.IsAfter(shown.SequenceNumber))
        {
            return;
        }

        var entry = new DirectoryEntry
        {
            CustomerId = customerId,
            Name = customer?.Name,
            Tier = TierOf(customer?.LoyaltyPoints ?? 0),
            SequenceNumber = change.SequenceNumber,
            ForgetAfter = customer is null ? change.ChangedAt.AddDays(30) : null,
            Version = shown?.Version ?? 0,
        };
        await entries.PutAsync(entry, cancellationToken);
    }

    /// <summary>The tier for a number of points.</summary>
    public static LoyaltyTier TierOf(int points) => points switch
    {
        >= 5_000 => LoyaltyTier.Gold,
        >= 1_000 => LoyaltyTier.Silver,
        _ => LoyaltyTier.Bronze,
    };
}
