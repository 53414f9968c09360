using System.Globalization;
using Fw24.Audit;
using Fw24.Model;

namespace Fw24.Runtime.Tests.Harness.Audit;

/// <summary>The changes of one item, as the letters of its states: in <c>AB-A</c> it is created, changed, removed and created again.</summary>
/// <param name="states">The states. Adjacent ones differ.</param>
/// <param name="table">The table.</param>
internal sealed class ItemHistory(string states, TableModel? table = null)
{
    private readonly TableModel _table = table ?? AuditTable.Model();

    /// <summary>The number of changes.</summary>
    public int Count => states.Length;

    /// <summary>The record of the n-th change, from 1.</summary>
    public AuditRecord this[int number] => AuditTable.Writer(_table).Write(AuditTable.Change(ImageAt(number - 1), ImageAt(number), number: number));

    /// <summary>The records of changes.</summary>
    public AuditRecord[] Records(params IEnumerable<int> numbers) => [.. numbers.Select(number => this[number])];

    /// <summary>The gaps that must be marked if only these changes are stored: <c>2-5</c> is a gap between the second and the fifth.</summary>
    public string[] HolesOf(IEnumerable<int> stored)
    {
        int[] numbers = [.. stored.Distinct().Order()];
        return [.. numbers.Zip(numbers.Skip(1)).Where(pair => StateAt(pair.First) != StateAt(pair.Second - 1)).Select(static pair => $"{pair.First}-{pair.Second}")];
    }

    /// <summary>Indicates whether the changes between the two, both exclusive, lead back to the same state.</summary>
    public bool IsLoop(int from, int to) => StateAt(from) == StateAt(to - 1);

    /// <summary>The gaps marked in a table.</summary>
    public static string[] GapsIn(MemoryItemStore store, bool isFilled = false)
        => [.. AuditLog.FromItems(store.Items).Gaps.Where(gap => gap.IsFilled == isFilled).Select(static gap => $"{NumberOf(gap.After)}-{NumberOf(gap.Before)}").OrderBy(static gap => int.Parse(gap.Split('-')[0], CultureInfo.InvariantCulture))];

    /// <summary>The number of the change with a sequence number.</summary>
    public static int NumberOf(string sequence) => int.Parse(sequence[..^20], CultureInfo.InvariantCulture);

    public override string ToString() => states;

    private char StateAt(int number) => number == 0 ? '-' : states[number - 1];

    private string? ImageAt(int number)
        => StateAt(number) is '-' ? null : $$$"""{"Id":{"S":"item-1"},"State":{"S":"{{{StateAt(number)}}}"}}""";
}
