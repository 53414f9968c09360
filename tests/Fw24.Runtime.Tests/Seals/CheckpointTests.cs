using Fw24.Seals;

namespace Fw24.Runtime.Tests.Seals;

/// <summary>A kept checkpoint is a text that people copy: what a copy has lost, the message says.</summary>
public sealed class CheckpointTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_copy_that_is_not_exact_is_refused_with_the_reason()
    {
        using var history = await SealedHistory.CreateAsync(0);
        var text = (await SealedLog.OpenAsync(history.Seals, history.Key, Stop)).Checkpoint.Text;
        Assert.Equal(text, Checkpoint.Verify(text, history.Key).Text);

        var windows = text.Replace("\n", "\r\n", StringComparison.Ordinal);
        string[] copies = ["", "\n\n", "\n\n\n", text.TrimEnd(), text + "\n", text + "\n\n", windows];
        foreach (var copy in copies)
        {
            var refused = Assert.Throws<SealException>(() => Checkpoint.Verify(copy, history.Key));
            Assert.Contains("ends with a line feed", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_signatures_are_named_if_none_is_of_the_key()
    {
        using var history = await SealedHistory.CreateAsync(0);
        var text = (await SealedLog.OpenAsync(history.Seals, history.Key, Stop)).Checkpoint.Text;
        var bucket = LogKey.Create("other-bucket", history.Key.PublicKey);
        var id = history.Key.ToString().Split('+')[1];

        var refused = Assert.Throws<SealException>(() => Checkpoint.Verify(text, bucket));

        Assert.Equal($"The note has no signature of the key other-bucket+{id}, but of {history.Key.Name}+{id}.", refused.Message);
    }
}
