using System.Runtime.CompilerServices;
using Fw24.Invocations;

namespace Fw24.Tables;

/// <summary>Reads items by their keys (BatchGetItem) in as many calls as they need, one after the other.</summary>
/// <param name="store">DynamoDB.</param>
/// <param name="table">The table's name in AWS.</param>
/// <param name="options">The consistency, and the attributes.</param>
/// <param name="what">The items, for errors: <c>items of Order</c>.</param>
/// <param name="time">The clock for pauses.</param>
internal sealed class BatchRead(IItemStore store, string table, ItemReadOptions options, string what, TimeProvider time)
{
    /// <summary>The maximum number of keys of a call (BatchGetItem, "Service, account, and table quotas").</summary>
    public const int KeysPerCall = 100;

    // A response ends at 16 MB of items, which are more as JSON: one that was ended by throttling is smaller.
    private const int FullResponse = 15 * 1024 * 1024;

    /// <summary>The calls without any progress, and in all 4.25 s of pauses between them: 50, 200 and 800 ms, 3.2 s.</summary>
    public static Retries Unprocessed { get; } = new(5, TimeSpan.FromMilliseconds(50));

    /// <summary>
    /// Counts the calls since the last progress, which ends the count: 0 after one that left nothing, 1 after one that left a part.
    /// </summary>
    public static int AttemptsAfter(int attempts, int sent, int unprocessed)
        => unprocessed == 0 ? 0 : unprocessed < sent ? 1 : attempts + 1;

    /// <summary>Reads items. What DynamoDB leaves unprocessed is asked for again with the rest.</summary>
    /// <param name="keys">Different keys.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The items that exist, in no order.</returns>
    /// <exception cref="TimeoutException">DynamoDB left all keys of several calls unprocessed.</exception>
    public async IAsyncEnumerable<ItemImage> EnumerateAsync(
        IReadOnlyList<ItemImage> keys, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ItemImage> waiting = [.. keys];
        for (var attempts = 0; waiting.Count > 0;)
        {
            var asked = waiting[..Math.Min(KeysPerCall, waiting.Count)];
            var (items, unprocessed) = await store.BatchGetAsync(table, asked, options, cancellationToken).ConfigureAwait(false);
            waiting = [.. waiting[asked.Count..], .. unprocessed];
            var size = 0;
            foreach (var item in items)
            {
                size += item.Json.Length;
                yield return item;
            }

            attempts = AttemptsAfter(attempts, asked.Count, unprocessed.Count);
            if (attempts == Unprocessed.MaxAttempts)
            {
                throw new TimeoutException(
                    $"{waiting.Count} of {keys.Count} {what} were not read from {table}: DynamoDB left them unprocessed {attempts} times, "
                    + "because it throttles the table. Ask for fewer items at a time, or raise the table's capacity.");
            }

            if (attempts > 0 && size < FullResponse)
            {
                await Unprocessed.PauseAsync(attempts, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
