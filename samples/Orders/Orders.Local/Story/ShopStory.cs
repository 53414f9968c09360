using Fw24.Model;
using Orders.Local.Commands;

namespace Orders.Local.Story;

/// <summary>
/// Two weeks in the life of a shop: customers come and go, orders are placed, paid, shipped and sometimes cancelled, products are
/// repriced, and now and then a table receives content that no entity knows.
/// </summary>
internal sealed partial class ShopStory
{
    private readonly List<ShopCommand> _commands = [];
    private readonly Dice _dice;
    private readonly EntityScript<Order> _orderScript;
    private readonly EntityScript<OrderNote> _noteScript;
    private readonly EntityScript<Customer> _customerScript;
    private readonly EntityScript<Product> _productScript;
    private DateTimeOffset _now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private ShopStory(AppModel app, ulong seed)
    {
        _dice = new Dice(seed);
        _orderScript = new EntityScript<Order>(app);
        _noteScript = new EntityScript<OrderNote>(app);
        _customerScript = new EntityScript<Customer>(app);
        _productScript = new EntityScript<Product>(app);
    }

    /// <summary>Generates the story.</summary>
    /// <param name="app">The app's model.</param>
    /// <param name="seed">The seed: the same one gives the same story.</param>
    /// <param name="count">The number of commands.</param>
    public static IReadOnlyList<ShopCommand> Tell(AppModel app, ulong seed = 24, int count = 2_000)
    {
        var story = new ShopStory(app, seed);
        story.Open();
        while (story._commands.Count < count)
        {
            story.GoOn();
        }

        return story._commands[..count];
    }

    private void Open()
    {
        foreach (var (title, price) in ShopWords.Products[..18])
        {
            AddProduct(title, price);
        }

        for (var i = 0; i < 20; i++)
        {
            Register();
        }
    }

    // The scenes with their weights. A scene without a suitable item does nothing.
    private void GoOn()
    {
        (int Weight, Action Scene)[] scenes =
        [
            (175, PlaceOrder), (370, AdvanceOrder), (75, AmendOrder), (25, ForgetOrder), (8, OrderAgain),
            (80, WriteNote), (35, ReviseNote), (12, WithdrawNote),
            (35, Register), (85, ChangeCustomer), (10, Leave), (8, Return),
            (8, LaunchProduct), (50, ChangeProduct), (4, RetireProduct),
            (12, ImportProduct), (8, FileInvoice), (12, TouchUpOrder), (8, SaveUnchanged), (4, EraseContact),
        ];

        var draw = _dice.Below(scenes.Sum(static scene => scene.Weight));
        foreach (var (weight, scene) in scenes)
        {
            draw -= weight;
            if (draw < 0)
            {
                scene();
                return;
            }
        }
    }

    private void Add(ShopCommand command) => _commands.Add(command);

    private DateTimeOffset Tick()
    {
        // Mostly minutes apart; sometimes two people write within the same second.
        _now += _dice.Chance(12) ? TimeSpan.Zero : TimeSpan.FromSeconds(_dice.Between(5, 1_200));
        return _now;
    }

    private string Staff() => _dice.Pick(ShopWords.Staff);
}
