using System.Runtime.CompilerServices;
using Fw24.Items.Values;
using Fw24.Model;
using Fw24.Tables;

namespace Fw24.Audit.Reading;

/// <summary>A table and its audit.</summary>
/// <param name="App">The app's name.</param>
/// <param name="Table">The table.</param>
/// <param name="Store">The records of its audit.</param>
/// <param name="Items">The store of its items; <see langword="null"/> if they are not at hand.</param>
/// <param name="Name">The table's name in AWS.</param>
/// <param name="TokenKeys">The keys that encrypt page tokens; <see langword="null"/> without any.</param>
internal sealed record AuditSource(
    string App, TableModel Table, IAuditStore Store, IItemStore? Items, string Name, PageTokenKeys? TokenKeys)
{
    /// <summary>Reads the records of a selection in order, without duplicates.</summary>
    /// <exception cref="NotSupportedException">The store cannot serve the selection.</exception>
    public async IAsyncEnumerable<AuditEntry> ReadAsync(
        AuditSelection selection,
        AuditPosition? after,
        int? limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AuditPosition? last = null;
        await foreach (var entry in Store.ReadAsync(selection, after, limit, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Table != Table.Name || !selection.Matches(entry))
            {
                continue;
            }

            // Of a change that is recorded twice, the first: a trail's report names those that contradict it.
            var position = AuditPosition.Of(entry);
            if ((last?.IsSameChange(position) is true && !selection.IsAsStored) || (after is not null && !IsAfter(position, after, selection)))
            {
                continue;
            }

            last = position;
            yield return entry;
        }
    }

    private bool IsAfter(AuditPosition position, AuditPosition after, AuditSelection selection)
    {
        var order = Store.IsByTime(selection) ? position.CompareTo(after) : SequenceNumber.Compare(position.Sequence, after.Sequence);
        return selection.Descending ? order < 0 : order > 0;
    }
}
