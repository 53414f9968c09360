namespace Fw24.Audit.Records;

/// <summary>A difference between two images. Its spans refer to the images and to the diff that returned it.</summary>
internal readonly ref struct ImageChange
{
    internal ImageChange(ReadOnlySpan<byte> path, ReadOnlySpan<byte> old, ReadOnlySpan<byte> @new)
    {
        Path = path;
        Old = old;
        New = @new;
    }

    /// <summary>
    /// The path of the difference in UTF-8, such as <c>Lines[1].Qty</c>. <c>.</c>, <c>[</c>, <c>]</c> and <c>\</c> in a name are escaped with <c>\</c>.
    /// </summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>The typed value before, such as <c>{"N":"1"}</c>; empty when there was none.</summary>
    public ReadOnlySpan<byte> Old { get; }

    /// <summary>The typed value after; empty when it was removed.</summary>
    public ReadOnlySpan<byte> New { get; }
}
