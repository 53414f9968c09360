using CsCheck;
using Fw24.Functions.Streams;
using Fw24.Messages;

namespace Fw24.Runtime.Tests.Publishing;

public sealed class PublishPlanTests
{
    private const int MaxBytes = 262_144;

    [Fact]
    public void A_call_takes_ten_entries_at_most()
        => Assert.Equal([10, 10, 3], CallSizes([.. Enumerable.Range(0, 23).Select(static group => (group, 1))]));

    [Fact]
    public void H06_two_of_one_group_are_never_in_one_call()
        => Assert.Equal([[0, 2], [1], [3]], Calls((7, 1), (7, 1), (8, 1), (7, 1)));

    [Theory]
    [InlineData(262_144 - 100_000, 100_000, 1)]
    [InlineData(262_144 - 100_000, 100_001, 2)]
    [InlineData(262_144, 1, 2)]
    [InlineData(262_145, 1, 2)]
    public void H07_a_call_takes_262144_bytes_and_not_one_more(int first, int second, int calls)
        => Assert.Equal(calls, Calls((0, first), (1, second)).Count);

    [Fact]
    public void H06_what_failed_takes_the_rest_of_its_group_with_it_and_nothing_else()
    {
        using var plan = Plan((0, 1), (1, 1), (0, 1), (1, 1), (0, 1));
        var call = new List<int>();

        plan.TryTakeCall(call);
        plan.Done(1);
        plan.Fail(0);
        plan.TryTakeCall(call);
        Assert.Equal([3], call);
        plan.Done(3);

        Assert.False(plan.TryTakeCall(call));
        Assert.Equal([true, false, true, false, true], Enumerable.Range(0, 5).Select(plan.HasFailed));
        Assert.Equal(3, plan.FailedCount);
    }

    [Fact]
    public void Groups_whose_hashes_collide_are_still_two()
    {
        // The scheduler looks groups up by their last four bytes.
        var (left, right) = (new UInt128(1, 0), new UInt128(2, 0));
        using var plan = new GroupScheduler(3, MaxBytes);
        plan.Add(new MessageGroup(left), 1);
        plan.Add(new MessageGroup(right), 1);
        plan.Add(new MessageGroup(left), 1);
        var call = new List<int>();

        plan.TryTakeCall(call);

        Assert.Equal([0, 1], call);
    }

    [Fact]
    public void An_entry_of_no_group_goes_alone()
    {
        using var plan = new GroupScheduler(3, MaxBytes);
        plan.Add(Group(0), 1);
        plan.AddAlone();
        plan.AddDone();
        plan.Add(Group(1), 1);

        Assert.Equal([[0], [1], [3]], Drain(plan));
    }

    [Fact]
    public void H06_any_run_keeps_limits_and_order_and_settles_every_entry()
        => Gen.Select(Gen.Select(Gen.Int[0, 4], Gen.Frequency((5, Gen.Int[1, 1000]), (1, Gen.Int[60_000, 300_000]))).Array[0, 60], Gen.Int[0, int.MaxValue])
            .Sample(static (entries, seed) => Run(entries, new Random(seed)), iter: 2000);

    private static void Run((int Group, int Size)[] entries, Random dice)
    {
        using var plan = Plan(entries);
        var call = new List<int>();
        var done = new bool[entries.Length];
        var failed = new bool[entries.Length];
        while (plan.TryTakeCall(call))
        {
            Assert.InRange(call.Count, 1, GroupScheduler.MaxCallEntries);
            Assert.Equal(call.Count, call.Select(entry => entries[entry].Group).Distinct().Count());
            Assert.True(call.Count == 1 || call.Sum(entry => entries[entry].Size) <= 262_144);
            foreach (var entry in call)
            {
                Assert.False(done[entry] || failed[entry]);
                Assert.All(Earlier(entries, entry), earlier => Assert.True(done[earlier]));
                switch (dice.Next(6))
                {
                    case 0 when plan.AttemptsOf(entry) < 3:
                        plan.Retry(entry);
                        break;
                    case 1:
                        plan.Fail(entry);
                        Array.Fill(failed, true, entry, 1);
                        break;
                    default:
                        plan.Done(entry);
                        done[entry] = true;
                        break;
                }
            }
        }

        for (var entry = 0; entry < entries.Length; entry++)
        {
            Assert.Equal(failed[entry] || Earlier(entries, entry).Any(earlier => failed[earlier]), plan.HasFailed(entry));
            Assert.True(done[entry] ^ plan.HasFailed(entry));
        }
    }

    private static IEnumerable<int> Earlier((int Group, int Size)[] entries, int entry)
        => Enumerable.Range(0, entry).Where(earlier => entries[earlier].Group == entries[entry].Group);

    private static IEnumerable<int> CallSizes(params (int Group, int Size)[] entries) => Calls(entries).Select(static call => call.Length);

    private static List<int[]> Calls(params (int Group, int Size)[] entries)
    {
        using var plan = Plan(entries);
        return Drain(plan);
    }

    private static List<int[]> Drain(GroupScheduler plan)
    {
        var calls = new List<int[]>();
        var call = new List<int>();
        while (plan.TryTakeCall(call))
        {
            calls.Add([.. call]);
            call.ForEach(plan.Done);
        }

        return calls;
    }

    private static GroupScheduler Plan(params (int Group, int Size)[] entries)
    {
        var plan = new GroupScheduler(entries.Length, MaxBytes);
        foreach (var (group, size) in entries)
        {
            plan.Add(Group(group), size);
        }

        return plan;
    }

    private static MessageGroup Group(int number) => new((UInt128)number);
}
