using Fw24.Messages;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A claim check whose calls may throw.</summary>
internal sealed class FaultyClaims(FaultyFunction function) : IClaimCheck
{
    private readonly Dictionary<string, byte[]> _content = [];

    public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        function.Fuse.Pass(Seam.Claim);
        return StoreLaterAsync(name, content, cancellationToken);
    }

    public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
    {
        function.Fuse.Pass(Seam.Claim);
        return FetchLaterAsync(reference, cancellationToken);
    }

    /// <summary>Stores the data of a body before the test begins.</summary>
    /// <returns>The body without its data.</returns>
    public ReadOnlyMemory<byte> Claim(string body, string table, string id)
        => ClaimedBody.StoreAsync(System.Text.Encoding.UTF8.GetBytes(body), table, id, new Store(_content), CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private async ValueTask<string> StoreLaterAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await function.DuringAsync([content], cancellationToken);
        function.Fuse.Pass(Seam.ClaimLater);
        _content[name] = content.ToArray();
        return $"s3://claims/{name}";
    }

    private async ValueTask<ReadOnlyMemory<byte>?> FetchLaterAsync(string reference, CancellationToken cancellationToken)
    {
        await function.DuringAsync([], cancellationToken);
        function.Fuse.Pass(Seam.ClaimLater);
        return _content.TryGetValue(reference["s3://claims/".Length..], out var content) ? content : null;
    }

    private sealed class Store(Dictionary<string, byte[]> content) : IClaimCheck
    {
        public ValueTask<string> StoreAsync(string name, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
        {
            content[name] = data.ToArray();
            return new($"s3://claims/{name}");
        }

        public ValueTask<ReadOnlyMemory<byte>?> FetchAsync(string reference, CancellationToken cancellationToken)
            => throw new NotSupportedException();
    }
}
