using Fw24.Messages;

namespace Fw24.Runtime.Tests.Harness;

/// <summary>Keeps content by name, as S3 does, and records what was read.</summary>
internal sealed class NamedClaimCheck : IClaimCheck
{
    public const string Scheme = "s3://claims/";

    public Dictionary<string, byte[]> Content { get; } = [];

    public List<string> Read { get; } = [];

    public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        Content[name] = content.ToArray();
        return new(Scheme + name);
    }

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
        => throw new NotSupportedException("A message says more than a reference.");

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, string name, int length, CancellationToken cancellationToken)
    {
        if (reference != Scheme + name || !Content.TryGetValue(name, out var content))
        {
            return new((ReadOnlyMemory<byte>?)null);
        }

        Read.Add(name);
        return new(content.Length > length ? throw new ItemFormatException("Claimed content", "", $"at most {length} bytes", "more") : content);
    }
}
