using CsCheck;
using Fw24.Runtime.Tests.Harness.Flow;

namespace Fw24.Runtime.Tests.Streams;

public sealed class StreamProcessorOrderTests
{
    [Fact]
    public async Task H06_any_schedule_of_faults_keeps_the_order_of_each_item_and_loses_nothing()
        => await Gen.Select(Gen.Int[0, 40].Array[1, 80], Gen.Int[0, int.MaxValue], Gen.Bool, Gen.Bool).SampleAsync(static async (items, seed, fifo, slow) =>
        {
            // Half of the changes are those of six items; the others cause more than one call.
            var counts = new int[26];
            var records = items.Select(static item => item < 20 ? item % 6 : item - 15).Select((item, i) => TestRecord.Change(((char)('a' + item)).ToString(), ++counts[item], i)).ToArray();
            var dice = new Random(seed);
            var refused = records.Where(_ => dice.Next(20) == 0).Select(static record => record.EventId).ToHashSet();
            var stream = new TestStream(TestTables.Orders(fifo))
            {
                Topic =
                {
                    OnCall = _ => dice.Next(4) == 0 ? (CallFault)dice.Next(3) : CallFault.None,
                    OnEntry = id => dice.Next(4) == 0 ? EntryFault.Throttle : refused.Contains(id) ? EntryFault.Refuse : EntryFault.None,
                },
            };
            if (slow)
            {
                stream.Topic.During = (_, _) => stream.WaitAsync(dice.Next(100));
            }

            await stream.DeliverAsync(records, maxInvocations: 1000);

            Assert.Equal(refused.Order(), stream.Parking.EventIds.Distinct().Order());
            stream.AssertDeliveredInOrder(records);
        }, iter: 300, threads: 1);
}
