using System.Globalization;
using Fw24.Tables;

namespace Fw24.Functions.Handlers.Idempotency;

/// <summary>The record of the changes that an <c>[Idempotent]</c> handler has handled, in a table of the app.</summary>
/// <remarks>
/// Each write is a conditional PutItem, which returns the row that it conflicts with, so a function needs no other permission. A claim
/// lasts as long as its invocation may run and no longer: after that time no code of the invocation runs, and another one may take the change over.
/// </remarks>
/// <param name="store">The tables.</param>
/// <param name="table">The table's name in AWS.</param>
/// <param name="handler">The handler's name.</param>
/// <param name="retention">The time for which rows are kept.</param>
/// <param name="timeout">The maximum duration of an invocation whose host states no deadline.</param>
/// <param name="time">The clock.</param>
internal sealed class IdempotencyTable(
    IItemStore store, string table, string handler, TimeSpan retention, TimeSpan timeout, TimeProvider time)
{
    // Deadlines are compared with the clocks of other machines.
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromSeconds(5);

    /// <summary>Claims a change for a message of an invocation.</summary>
    /// <param name="eventId">The change's event id.</param>
    /// <param name="messageId">The message's id.</param>
    /// <param name="invocation">The invocation.</param>
    /// <param name="cancellationToken">Cancels the claim.</param>
    /// <returns>The claim, or the row because of which there is none.</returns>
    /// <exception cref="ItemFormatException">The table has an item of another kind in the row's place.</exception>
    public async ValueTask<ChangeClaim> ClaimAsync(
        string eventId, string messageId, InvocationContext invocation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var end = invocation.Deadline == DateTimeOffset.MaxValue ? now + timeout : invocation.Deadline;
        var claim = new IdempotencyRow(
            $"{handler}#{eventId}",
            $"claimed by {invocation.RequestId}/{messageId}",
            DateTimeOffset.FromUnixTimeMilliseconds((end + s_clockSkew).ToUnixTimeMilliseconds()),
            now + retention);
        var put = await PutAsync(claim, IdempotencyRow.IsNone, cancellationToken).ConfigureAwait(false);
        if (put.IsPut)
        {
            return new ChangeClaim(claim, IsClaimed: true);
        }

        var stored = await ReadAsync(claim, put.Stored, cancellationToken).ConfigureAwait(false);
        if (IsOwn(stored, claim))
        {
            // The client repeated a call whose answer it had lost.
            return new ChangeClaim(claim, IsClaimed: true);
        }

        if (!IsFree(stored, invocation.HandlesAgain, now))
        {
            return new ChangeClaim(stored, IsClaimed: false);
        }

        put = await PutAsync(claim, stored.IsUnchanged, cancellationToken).ConfigureAwait(false);
        if (put.IsPut)
        {
            return new ChangeClaim(claim, IsClaimed: true);
        }

        // Another invocation was faster.
        stored = put.Stored.IsAbsent ? stored : IdempotencyRow.FromItem(put.Stored);
        return new ChangeClaim(stored, IsOwn(stored, claim));
    }

    /// <summary>Records that a claimed change was handled. Without a condition: it was, whoever has claimed it since.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask CompleteAsync(IdempotencyRow claim, CancellationToken cancellationToken)
        => await PutAsync(After(claim, IdempotencyRow.Handled), null, cancellationToken).ConfigureAwait(false);

    /// <summary>Gives up a claim of a change that was not handled, unless another invocation has taken it over.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask ReleaseAsync(IdempotencyRow claim, CancellationToken cancellationToken)
        => await PutAsync(After(claim, IdempotencyRow.Failed), claim.IsUnchanged, cancellationToken).ConfigureAwait(false);

    /// <summary>Returns the reason that a change cannot be claimed at present.</summary>
    public static string ReasonOf(IdempotencyRow claim) => claim.Until is { } until
        ? "another delivery of the change is being handled, until "
            + until.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) + " at the latest"
        : "another delivery of the change was handled at the same time";

    private ValueTask<PutResult> PutAsync(IdempotencyRow row, ItemCondition? condition, CancellationToken cancellationToken)
        => store.PutOrReadAsync(table, row.ToItem(), condition, cancellationToken);

    private IdempotencyRow After(IdempotencyRow claim, string state)
        => claim with { State = state, Until = null, ExpiresAt = time.GetUtcNow() + retention };

    // DynamoDB returns the row. Compatible endpoints such as an older DynamoDB Local do not, so it has to be read.
    private async ValueTask<IdempotencyRow> ReadAsync(IdempotencyRow claim, ItemImage stored, CancellationToken cancellationToken)
    {
        if (stored.IsAbsent)
        {
            stored = await store.GetAsync(table, claim.Key, cancellationToken).ConfigureAwait(false);
        }

        return stored.IsAbsent ? claim with { State = IdempotencyRow.Failed, Until = null } : IdempotencyRow.FromItem(stored);
    }

    private static bool IsOwn(IdempotencyRow stored, IdempotencyRow claim) => stored.State == claim.State && stored.Until == claim.Until;

    private static bool IsFree(IdempotencyRow stored, bool handlesAgain, DateTimeOffset now) => stored switch
    {
        { State: IdempotencyRow.Handled } => handlesAgain,
        { Until: { } until } => until < now,
        _ => true,
    };
}
