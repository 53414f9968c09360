using System.Text;
using Fw24.Audit.Records;
using Fw24.Json;

namespace Fw24.Audit;

/// <summary>A changed value in an audit record.</summary>
/// <param name="path">The path of the value.</param>
/// <param name="old">The typed value before.</param>
/// <param name="new">The typed value after.</param>
public sealed class AuditedChange(string path, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> @new)
{
    /// <summary>
    /// The path, such as <c>Status</c> or <c>Lines[1].Qty</c>. <c>.</c>, <c>[</c>, <c>]</c> and <c>\</c> in a name are escaped with <c>\</c>.
    /// </summary>
    public string Path { get; } = path;

    /// <summary>The value before as DynamoDB JSON, such as <c>{"N":"1"}</c>; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Old { get; } = old;

    /// <summary>The value after as DynamoDB JSON; empty when it was removed.</summary>
    public ReadOnlyMemory<byte> New { get; } = @new;

    /// <summary>The value before as in the record, such as <c>1</c> or <c>{"$ss":["a","b"]}</c>; <see langword="null"/> when there was none.</summary>
    public string? OldText => TextOf(Old);

    /// <summary>The value after as in the record; <see langword="null"/> when it was removed.</summary>
    public string? NewText => TextOf(New);

    /// <summary>Compares two items.</summary>
    /// <param name="old">The item before; absent if there was none.</param>
    /// <param name="new">The item after; absent if there is none.</param>
    /// <param name="keys">The key attributes, which are not compared.</param>
    /// <returns>The differences in the ordinal order of their paths.</returns>
    internal static AuditedChange[] Between(ItemImage old, ItemImage @new, byte[][] keys)
    {
        var diff = new ImageDiff();
        diff.Compare(old, keys, @new, keys);
        var changes = new AuditedChange[diff.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            var change = diff[i];
            changes[i] = new AuditedChange(Encoding.UTF8.GetString(change.Path), change.Old.ToArray(), change.New.ToArray());
        }

        Array.Sort(changes, static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        return changes;
    }

    private static string? TextOf(ReadOnlyMemory<byte> value)
    {
        if (value.IsEmpty)
        {
            return null;
        }

        using var text = new MessageBuffer(2 * value.Length);
        AuditValueEncoder.Write(text, value.Span);
        return Encoding.UTF8.GetString(text.Written(text.Since(0)));
    }
}
