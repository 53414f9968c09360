using System.Text;
using Fw24.Audit.Records;
using Fw24.Json;

namespace Fw24.Audit;

/// <summary>A value that an audit record says changed.</summary>
/// <param name="path">Where.</param>
/// <param name="old">The typed value before.</param>
/// <param name="new">The typed value after.</param>
public sealed class AuditedChange(string path, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> @new)
{
    /// <summary>Where: such as <c>Status</c> or <c>Lines[1].Qty</c>. <c>.</c>, <c>[</c>, <c>]</c> and <c>\</c> in a name have a <c>\</c> before them.</summary>
    public string Path { get; } = path;

    /// <summary>The value before as DynamoDB JSON, such as <c>{"N":"1"}</c>; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Old { get; } = old;

    /// <summary>The value after as DynamoDB JSON; empty when there is none.</summary>
    public ReadOnlyMemory<byte> New { get; } = @new;

    /// <summary>The value before as the record shows it, such as <c>1</c> or <c>{"$ss":["a","b"]}</c>; <see langword="null"/> when there was none.</summary>
    public string? OldText => TextOf(Old);

    /// <summary>The value after as the record shows it; <see langword="null"/> when there is none.</summary>
    public string? NewText => TextOf(New);

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
