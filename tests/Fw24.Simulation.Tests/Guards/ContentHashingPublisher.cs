using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fw24.Messages;

namespace Fw24.Simulation.Tests.Guards;

/// <summary>Derives the deduplication id from an item's images alone, so that the second A→B counts as a repetition of the first.</summary>
internal sealed class ContentHashingPublisher(IChangePublisher publisher) : IChangePublisher
{
    public ValueTask<IReadOnlyList<PublishFailure>> PublishAsync(IReadOnlyList<ChangeMessage> messages, CancellationToken cancellationToken)
        => publisher.PublishAsync([.. messages.Select(WithContentHash)], cancellationToken);

    private static ChangeMessage WithContentHash(ChangeMessage message)
    {
        if (message.DeduplicationId.IsEmpty || !JsonElement.Parse(message.Body.Span).TryGetProperty("data", out var data))
        {
            return message;
        }

        var content = Raw(data, "Keys") + Raw(data, "OldImage") + Raw(data, "NewImage");
        return message with { DeduplicationId = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))) };
    }

    private static string Raw(JsonElement data, string member) => data.TryGetProperty(member, out var value) ? value.GetRawText() : "";
}
