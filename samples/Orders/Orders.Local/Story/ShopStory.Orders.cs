namespace Orders.Local.Story;

internal sealed partial class ShopStory
{
    private readonly List<Case> _open = [];
    private readonly List<Case> _closed = [];
    private readonly List<Case> _forgotten = [];
    private int _placed;

    private void PlaceOrder()
    {
        var person = _dice.Pick(_customers);
        var place = _dice.Pick(person.Country.Places);
        var lines = new OrderLine[_dice.Between(1, 4)];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = Line(person.Country);
        }

        var at = Tick();
        var order = new Order
        {
            OrderId = $"ord-{++_placed:0000}",
            CustomerId = person.Customer.CustomerId,
            Status = OrderStatus.Placed,
            Total = Total(lines),
            Currency = person.Country.Currency,
            PlacedAt = at,
            Lines = lines,
            ShipTo = _dice.Chance(85) ? new Address(place.Street, place.City, place.PostalCode, person.Country.Code) : null,
            Tags = _dice.Chance(45) ? Tags(_dice.Between(1, 3)) : null,
            Email = _dice.Chance(80) ? $"{person.Customer.CustomerId}@mail.example" : null,
            UpdatedAt = at,
        };
        Add(_orderScript.Create(at, "web", order));
        _open.Add(new Case(order, person));
    }

    private void AdvanceOrder()
    {
        if (_open.Count is 0)
        {
            return;
        }

        // Prefers older orders.
        var open = _open[Math.Min(_dice.Below(_open.Count), _dice.Below(_open.Count))];
        if (open.Order.Status is not OrderStatus.Shipped && _dice.Chance(6))
        {
            Change(open, Staff(), open.Order with { Status = OrderStatus.Cancelled });
            Close(open);
            return;
        }

        switch (open.Order.Status)
        {
            case OrderStatus.Placed:
                Change(open, "payments", open.Order with { Status = OrderStatus.Paid });
                break;
            case OrderStatus.Paid:
                Change(open, "warehouse", open.Order with { Status = OrderStatus.Shipped, TrackingCode = $"TRK{_dice.Between(10_000_000, 99_999_999)}" });
                break;
            default:
                Change(open, "carrier", open.Order with { Status = OrderStatus.Delivered, Tags = null });
                Close(open);
                if (_customers.Contains(open.Person))
                {
                    Reward(open.Person, open.Order.Total / open.Person.Country.UnitsPerEuro);
                }

                break;
        }
    }

    private void AmendOrder()
    {
        if (_open.Count is 0)
        {
            return;
        }

        var open = _dice.Pick(_open);
        var order = open.Order;
        Change(open, Staff(), _dice.Below(5) switch
        {
            0 => WithLines(order, [.. order.Lines, Line(open.Person.Country)]),
            1 => WithLines(order, [.. order.Lines.Skip(1), order.Lines[0] with { Quantity = order.Lines[0].Quantity + 1 }]),
            2 => order with { Tags = Retag(order.Tags) },
            3 => order with { ShipTo = order.ShipTo is null ? new Address("Postfach 7", "Zürich", "8001", "CH") : order.ShipTo with { Street = order.ShipTo.Street + ", 2. OG" } },
            _ => WithLines(order, [order.Lines[0] with { GiftMessage = order.Lines[0].GiftMessage is null ? _dice.Pick(ShopWords.Gifts) : null }, .. order.Lines.Skip(1)]),
        });
    }

    private void ForgetOrder()
    {
        if (_closed.Count is 0)
        {
            return;
        }

        var closed = _dice.Pick(_closed);
        _closed.Remove(closed);
        _forgotten.Add(closed);
        var actor = Staff();
        foreach (var note in closed.Notes)
        {
            Add(_noteScript.Delete(Tick(), actor, note));
        }

        closed.Notes.Clear();
        Add(_orderScript.Delete(Tick(), actor, closed.Order));
    }

    // Reuses the id of a deleted order.
    private void OrderAgain()
    {
        if (_forgotten.Count is 0)
        {
            return;
        }

        var again = _dice.Pick(_forgotten);
        _forgotten.Remove(again);
        _open.Add(again);
        var at = Tick();
        again.Order = again.Order with { Status = OrderStatus.Placed, TrackingCode = null, PlacedAt = at, UpdatedAt = at };
        Add(_orderScript.Create(at, Staff(), again.Order));
    }

    private void WriteNote()
    {
        if (_open.Count + _closed.Count is 0)
        {
            return;
        }

        var about = _open.Count > 0 && _dice.Chance(80) ? _dice.Pick(_open) : _closed.Count > 0 ? _dice.Pick(_closed) : _open[0];
        var note = new OrderNote
        {
            OrderId = about.Order.OrderId,
            Part = $"note#{++about.LastNote:00}",
            Text = _dice.Pick(ShopWords.Notes),
            Attachment = _dice.Chance(40) ? _dice.Bytes(_dice.Between(1, 160)) : null,
        };
        about.Notes.Add(note);
        Add(_noteScript.Create(Tick(), Staff(), note));
    }

    private void ReviseNote()
    {
        if (FindNote() is not { } about)
        {
            return;
        }

        var index = _dice.Below(about.Notes.Count);
        var note = about.Notes[index];
        var revised = _dice.Chance(60)
            ? note with { Text = $"{note.Text} — {_dice.Pick(ShopWords.Notes)}" }
            : note with { Attachment = note.Attachment is null ? _dice.Bytes(24) : null };
        about.Notes[index] = revised;
        Add(_noteScript.Update(Tick(), Staff(), note, revised));
    }

    private void WithdrawNote()
    {
        if (FindNote() is not { } about)
        {
            return;
        }

        Add(_noteScript.Delete(Tick(), Staff(), about.Notes[^1]));
        about.Notes.RemoveAt(about.Notes.Count - 1);
    }

    private Case? FindNote()
    {
        Case[] noted = [.. _open.Where(static open => open.Notes.Count > 0)];
        return noted.Length is 0 ? null : _dice.Pick(noted);
    }

    private void Change(Case changing, string actor, Order changed)
    {
        var at = Tick();
        changed = changed with { UpdatedAt = at };
        Add(_orderScript.Update(at, actor, changing.Order, changed));
        changing.Order = changed;
    }

    private void Close(Case open)
    {
        _open.Remove(open);
        _closed.Add(open);
    }

    private OrderLine Line(Country country)
    {
        var product = _dice.Pick(_products);
        return new OrderLine($"p-{product.Number}", _dice.Between(1, 5), Math.Round(product.Price * country.UnitsPerEuro, country.Decimals),
            _dice.Chance(10) ? _dice.Pick(ShopWords.Gifts) : null);
    }

    private SortedSet<string> Tags(int count)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            tags.Add(_dice.Pick(ShopWords.Tags));
        }

        return tags;
    }

    private SortedSet<string>? Retag(IReadOnlySet<string>? tags)
    {
        var retagged = new SortedSet<string>(tags ?? Tags(1), StringComparer.Ordinal);
        if (tags is null || _dice.Chance(55))
        {
            retagged.Add(_dice.Pick(ShopWords.Tags));
            return retagged;
        }

        retagged.Remove(retagged.Max!);
        return retagged.Count > 0 ? retagged : null;
    }

    private static Order WithLines(Order order, OrderLine[] lines) => order with { Lines = lines, Total = Total(lines) };

    private static decimal Total(OrderLine[] lines) => lines.Sum(static line => line.Quantity * line.Price);

    private sealed class Case(Order order, Person person)
    {
        public Order Order { get; set; } = order;

        public Person Person { get; } = person;

        public List<OrderNote> Notes { get; } = [];

        public int LastNote { get; set; }
    }
}
