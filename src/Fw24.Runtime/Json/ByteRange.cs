namespace Fw24.Json;

/// <summary>A range of bytes in a buffer or an image. No value is empty, so a length of 0 means "absent".</summary>
internal readonly record struct ByteRange(int Start, int Length)
{
    public bool IsAbsent => Length == 0;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> image) => image.Slice(Start, Length);
}
