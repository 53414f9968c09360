namespace Fw24.Audit.Records;

/// <summary>A difference between two images. Its spans are of the images and the diff it came from.</summary>
public readonly ref struct ImageChange
{
    internal ImageChange(ReadOnlySpan<byte> path, ReadOnlySpan<byte> old, ReadOnlySpan<byte> @new)
    {
        Path = path;
        Old = old;
        New = @new;
    }

    /// <summary>Where: such as <c>Lines[1].Qty</c>, in UTF-8. <c>.</c>, <c>[</c>, <c>]</c> and <c>\</c> in a name have a <c>\</c> before them.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>The typed value before, such as <c>{"N":"1"}</c>; empty when there was none.</summary>
    public ReadOnlySpan<byte> Old { get; }

    /// <summary>The typed value after; empty when there is none.</summary>
    public ReadOnlySpan<byte> New { get; }
}
