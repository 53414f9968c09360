using System.Text;
using Fw24.Operations;

namespace Fw24.Integration.Tests.Operate.Failures;

/// <summary>The journal of a replay as a file.</summary>
public sealed class ReplayJournalTests : IDisposable
{
    private const string Header = "{\"schema\":\"fw24.replay-journal/1\"}\n";
    private const string Handled =
        "{\"id\":\"m1\",\"queue\":\"q\",\"result\":\"handled\",\"at\":\"2026-03-04T10:00:00Z\",\"deleted\":false}\n";
    private const string Deleted =
        "{\"id\":\"m1\",\"queue\":\"q\",\"result\":\"handled\",\"at\":\"2026-03-04T10:00:00Z\",\"deleted\":true}\n";
    private const string Failed =
        "{\"id\":\"m2\",\"queue\":\"q\",\"result\":\"failed\","
        + "\"reason\":\"off \\\"ü\\\"\",\"at\":\"2026-03-04T10:00:00Z\",\"deleted\":false}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("fw24-journal-").FullName;
    private readonly VirtualClock _clock = new();

    private string Path => System.IO.Path.Combine(_folder, "journal.jsonl");

    [Fact]
    public void A_journal_is_lines_of_JSON_that_the_next_run_continues()
    {
        using (var journal = ReplayJournal.Open(Path, _clock))
        {
            var entry = journal.Record("m1", "q", FailureResult.Handled, null);
            journal.Record("m2", "q", FailureResult.Failed, "off \"ü\"");
            journal.RecordDeletion(entry);
        }

        Assert.Equal(Header + Handled + Failed + Deleted, File.ReadAllText(Path));
        using var next = ReplayJournal.Open(Path, _clock);
        Assert.Equal(
            [("m1", FailureResult.Handled, null, true), ("m2", FailureResult.Failed, "off \"ü\"", false)],
            next.Entries.Select(static entry => (entry.MessageId, entry.Result, entry.Reason, entry.IsDeleted)));
    }

    [Fact]
    public void Each_line_is_in_the_file_before_the_call_returns()
    {
        using var journal = ReplayJournal.Open(Path, _clock);

        journal.Record("m1", "q", FailureResult.Handled, null);

        // The lock is the process's own: a copy is what another process would find.
        Assert.Equal((Header + Handled).Length, new FileInfo(Path).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"id\":\"m3\"")]
    [InlineData("{\"id\":\"m3\",\"queue\":\"q\",\"result\":\"handled\",\"at\":\"2026-03-04T10:00:00Z\",\"deleted\":true}")]
    [InlineData("\0\0\0\0\n")]
    public void An_incomplete_last_line_is_removed(string torn)
    {
        File.WriteAllText(Path, Header + Handled + torn);

        using (var journal = ReplayJournal.Open(Path, _clock))
        {
            Assert.Equal(["m1"], journal.Entries.Select(static entry => entry.MessageId));
            journal.Record("m2", "q", FailureResult.Failed, "off \"ü\"");
        }

        Assert.Equal(Header + Handled + Failed, File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("{\"schema\":\"fw24.rep")]
    [InlineData("{\"schema\":\"fw24.replay-journal/1\"}")]
    public void An_incomplete_first_line_is_written_again(string torn)
    {
        File.WriteAllText(Path, torn);

        ReplayJournal.Open(Path, _clock).Dispose();

        Assert.Equal(Header, File.ReadAllText(Path));
    }

    [Theory]
    [InlineData("orders\n", "is not a journal of this version")]
    [InlineData("orders", "is not a journal of this version")]
    [InlineData("{\"schema\":\"fw24.replay-journal/2\"}\n", "is not a journal of this version")]
    [InlineData(Header + "{\"id\":\"m1\"}\n" + Handled, "is damaged at byte 35, in the middle")]
    [InlineData(
        Header + "{\"id\":\"m1\",\"result\":\"done\",\"at\":\"2026-03-04T10:00:00Z\",\"deleted\":true}\n" + Handled,
        "'done' is not the result")]
    public void Another_file_is_refused_and_left_as_it_is(string content, string expected)
    {
        File.WriteAllText(Path, content);

        var exception = Assert.Throws<InvalidDataException>(() => ReplayJournal.Open(Path, _clock));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(Path));
    }

    [Fact]
    public void One_process_uses_a_journal_at_a_time()
    {
        using (ReplayJournal.Open(Path, _clock))
        {
            var exception = Assert.Throws<InvalidOperationException>(() => ReplayJournal.Open(Path, _clock));
            Assert.Contains("another replay is using it", exception.Message, StringComparison.Ordinal);
        }

        ReplayJournal.Open(Path, _clock).Dispose();
    }

    [Fact]
    public void A_journal_that_could_not_be_written_takes_nothing_more()
    {
        var disk = new Disk();
        using var journal = new ReplayJournal(disk.Open(new KillSwitch(7), 0), _clock, "the journal");

        Assert.Throws<KilledException>(() => journal.Record("m1", "q", FailureResult.Handled, null));
        var exception = Assert.Throws<InvalidOperationException>(() => journal.Record("m2", "q", FailureResult.Handled, null));

        Assert.Contains("Open it again", exception.Message, StringComparison.Ordinal);
        Assert.Null(journal.Find("m1"));
        Assert.Equal(Header, Encoding.UTF8.GetString(disk.Durable));
    }

    [Fact]
    public void A_summary_counts_each_message_once()
    {
        using var journal = ReplayJournal.InMemory(_clock);
        journal.Record("m1", "q", FailureResult.Failed, "off");
        journal.RecordDeletion(journal.Record("m1", "q", FailureResult.Handled, null));
        journal.Record("m2", "q", FailureResult.Skipped, null);

        var summary = journal.Summarize();

        Assert.Equal(
            (0, 1, 1),
            (summary.Count(FailureResult.Failed), summary.Count(FailureResult.Handled), summary.Count(FailureResult.Skipped)));
        Assert.Equal((1, true), (summary.NotDeleted, summary.IsDone));
        journal.Record("m3", "q", FailureResult.Parked, "still broken");
        Assert.True(journal.Summarize().IsDone);
        journal.Record("m4", "q", FailureResult.Refused, "of another table");
        Assert.False(journal.Summarize().IsDone);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
