namespace Fw24.Audit;

/// <summary>Applies restores of several items.</summary>
public static class ItemRestoreExtensions
{
    /// <summary>Applies restores one after the other: each item is written in one write, or not at all.</summary>
    /// <remarks>
    /// An item that cannot be restored does not keep the others from it. After an interruption, plan and apply again: items that are as
    /// planned are not written again, and the end is the same.
    /// </remarks>
    /// <typeparam name="T">The entity.</typeparam>
    /// <param name="restores">The restores, each of another item.</param>
    /// <param name="table">The table, with the actor and the reason of the writes.</param>
    /// <param name="cancellationToken">Cancels the calls. Items that were written stay so.</param>
    /// <returns>The outcomes in the order of the restores.</returns>
    /// <exception cref="ArgumentException">The table is another one than that of the audit, or a fake.</exception>
    public static async Task<IReadOnlyList<RestoreOutcome<T>>> ApplyAsync<T>(
        this IEnumerable<ItemRestore<T>> restores, ITable<T> table, CancellationToken cancellationToken = default)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(restores);
        List<RestoreOutcome<T>> outcomes = [];
        foreach (var restore in restores)
        {
            var reason = restore.Refusal;
            try
            {
                if (reason is null)
                {
                    await restore.ApplyAsync(table, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (ItemRestoreException exception)
            {
                reason = exception.Message;
            }

            outcomes.Add(new RestoreOutcome<T>(restore, reason));
        }

        return outcomes;
    }
}
