namespace Fw24.Json;

/// <summary>A part of an image: where it begins and how many bytes it has. No part is empty, so a length of 0 means "absent".</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public bool IsAbsent => Length == 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> image) => image.Slice(Start, Length);
}
